char a[1l << 30] = {1};
int main() { return a[5]; }
