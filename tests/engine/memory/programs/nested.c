// show: memory
struct point { int x, y; };
struct shape { struct point corners[2]; int matrix[2][2]; struct { int inner; } unnamed; };
int main(void) {
    struct shape s = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {9}};
    struct point *corner = &s.corners[1];
    int *y = &s.corners[1].y, *cell = &s.matrix[1][0], *deep = &s.unnamed.inner;
    int (*row)[2] = &s.matrix[1];
    int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
    return 0;
}
