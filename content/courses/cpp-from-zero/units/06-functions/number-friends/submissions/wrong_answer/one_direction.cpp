#include <iostream>

int divisor_sum(int n) {
    int sum = 0;
    for (int d = 1; d < n; d++) {
        if (n % d == 0) sum += d;
    }
    return sum;
}

int main() {
    int a, b;
    std::cin >> a >> b;
    std::cout << divisor_sum(a) << " " << divisor_sum(b) << "\n";
    std::cout << (divisor_sum(a) == b ? "friends\n" : "strangers\n");
}
