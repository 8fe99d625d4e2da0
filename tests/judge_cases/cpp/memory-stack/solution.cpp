int f(int n) { volatile int pad[100]; pad[0] = n; return f(n + 1) + pad[0]; }
int main() { return f(0); }
