/* spots.c - municipalities and their centre points, on a plane. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tiles.h"

#define FIELDS 6    /* kod,kommun,region_kod,region,lat,lon */
#define MIDDLE 1600 /* the meridian that stays straight, in hundredths */

/* 59.52 as 5952. */
static int hundredths(const char *text)
{
    char *end;
    long whole = strtol(text, &end, 10);
    if (*end != '.' || end[1] == '\0' || end[2] == '\0')
        return (int)(100 * whole);
    return (int)(100 * whole + 10 * (end[1] - '0') + (end[2] - '0'));
}

/* A thousand times the cosine of a latitude in hundredths of a degree,
 * between whole degrees along a straight line. */
static int cosine(int lat)
{
    static const int from_55[] = {574, 559, 545, 530, 515, 500, 485, 469,
                                  454, 438, 423, 407, 391, 375, 358};
    int k = lat / 100 - 55, part = lat % 100;
    if (k < 0 || k > 13)
        return 500;
    return (from_55[k] * (100 - part) + from_55[k + 1] * part) / 100;
}

static int county_of(const Place *place, const char *code)
{
    for (int i = 0; i < place->n; i++)
        if (strncmp(place->spot[i].code, code, 2) == 0)
            return place->spot[i].county;
    return place->counties;
}

static bool spot_read(char *line, Place *place)
{
    char *field[FIELDS];
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < FIELDS; i++) {
        field[i] = line;
        line += strcspn(line, ",");
        if (*line == ',')
            *line++ = '\0';
        else if (i < FIELDS - 1)
            return false;
    }
    Spot *spot = &place->spot[place->n];
    if (place->n >= SPOTS_MAX || strlen(field[0]) != 4 ||
        strlen(field[1]) >= sizeof spot->name ||
        strlen(field[3]) >= sizeof spot->county_name)
        return false;
    int lat = hundredths(field[4]), lon = hundredths(field[5]);
    strcpy(spot->code, field[0]);
    strcpy(spot->name, field[1]);
    strcpy(spot->county_name, field[3]);
    spot->county = county_of(place, spot->code);
    if (spot->county == place->counties)
        place->counties++;
    spot->island = strncmp(spot->code, "09", 2) == 0;   /* Gotland */
    spot->x = (int64_t)(lon - MIDDLE) * cosine(lat);
    spot->y = (int64_t)-lat * 1000;
    place->n++;
    return true;
}

bool spots_read(const char *path, Place *place)
{
    char line[512];
    FILE *file = fopen(path, "r");
    bool good = file != NULL && fgets(line, sizeof line, file) != NULL;
    place->n = place->counties = 0;
    while (good && fgets(line, sizeof line, file) != NULL)
        good = spot_read(line, place);
    if (file != NULL)
        fclose(file);
    return good && place->n > 0;
}

void spots_of_counties(const Place *municipalities, Place *out)
{
    out->n = out->counties = municipalities->counties;
    for (int c = 0; c < out->n; c++) {
        Spot *spot = &out->spot[c];
        int members = 0;
        spot->x = spot->y = 0;
        for (int i = 0; i < municipalities->n; i++) {
            const Spot *m = &municipalities->spot[i];
            if (m->county != c)
                continue;
            snprintf(spot->code, sizeof spot->code, "%.2s", m->code);
            strcpy(spot->name, m->county_name);
            spot->island = m->island;
            spot->x += m->x;
            spot->y += m->y;
            members++;
        }
        spot->county = c;
        spot->x /= members;
        spot->y /= members;
    }
}
