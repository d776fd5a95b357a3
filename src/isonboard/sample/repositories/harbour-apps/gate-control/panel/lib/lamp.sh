# The lamps, top to bottom: red, amber, green. Anything unknown is amber: a person comes.

lamp() {
    case "$1" in
        red) echo "(X) ( ) ( )" ;;
        green) echo "( ) ( ) (>)" ;;
        *) echo "( ) (!) ( )" ;;
    esac
}
