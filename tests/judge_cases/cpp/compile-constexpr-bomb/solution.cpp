constexpr long f(long n) { long s = 0; for (long i = 0; i < n; i++) s += i; return s; }
constexpr long x = f(1l << 40);
int main() { return x; }
