// --8<-- [start:area]
static double area(double radius)
{
    return 3.141592653589793 * radius * radius;
}
// --8<-- [end:area]
