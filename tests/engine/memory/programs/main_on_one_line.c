// show: memory
static int deep(int n) { int here = n; return n ? deep(n - 1) + here - n : 0; }
int main(void) { int start = 3; return deep(start); }
