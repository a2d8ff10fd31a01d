# control.sh - what the packages are. Read by deb.sh, which sets $version,
# $soname (the number of the library's ABI) and $depends; make sets $DEV_PACKAGES,
# what linking with the static library needs.

maintainer='Fördela maintainers <fordela@example.org>'
packages="fordela libfordela$soname libfordela-dev"

# The fields of a package that are its own.
fields_of() {
    case $1 in
    fordela)
        cat <<END
Section: math
Depends: $depends
Suggests: bash-completion
Description: exact allocation formulas: grants divided to the krona
 Fördela divides grants. A planner writes down how the money is shared out, in
 words close to the decision's own, and it works out every recipient's amount
 exactly, shows each step on the way, and compares the result with the table
 that was published.
 .
 With it come ready formulas, the scenarios of five published documents, and
 fordela-check, which verifies certificates without the engine.
END
        ;;
    libfordela-dev)
        cat <<END
Section: libdevel
Depends: libfordela$soname (= $version)
Suggests: $(echo $DEV_PACKAGES | sed 's/ /, /g')
Description: exact allocation formulas - files for development
 The header, the static library and the pkg-config file of libfordela. Linking
 with the static library needs the packages suggested.
END
        ;;
    libfordela*)
        cat <<END
Section: libs
Depends: $depends
Description: exact allocation formulas - shared library
 The engine of fordela for other programs: load a formula and a scenario, set
 parameters, run, and read every amount and what it was computed from.
END
        ;;
    esac
}

# Which package a file of "make install" belongs to.
package_of() {
    case $1 in
    usr/lib/*.so.*) echo "libfordela$soname" ;;
    usr/lib/* | usr/include/*) echo libfordela-dev ;;
    *) echo fordela ;;
    esac
}
