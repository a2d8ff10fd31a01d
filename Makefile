CFLAGS = -std=c17 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wpedantic -Wshadow \
         -Wswitch-enum -Wvla -ffp-contract=off -Isrc -Iinclude
