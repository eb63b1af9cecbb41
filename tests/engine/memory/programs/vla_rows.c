// show: memory
// compiler: gcc
static int sum(int rows, int columns, int cells[rows][columns]) {
    int total = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            total += cells[i][j];
    // c-runner: snapshot
    return total;
}
int main(void) {
    int rows = 2, columns = 3;
    int grid[rows][columns];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            grid[i][j] = i * columns + j;
    int *cell = &grid[1][2];
    // c-runner: snapshot
    return sum(rows, columns, grid) - 15 + *cell - 5;
}
