int a[1 << 28];
int main() { a[5] = 1; return a[6]; }
