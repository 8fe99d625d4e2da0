#include <cstdio>
int main() { double x; scanf("%lf", &x); printf("%.12e\n", x / 2); }
