#include <iostream>

int main() {
    long long n, sum = 0;
    std::cin >> n;
    for (int i = 0; i < 3; i++) {
        while (n > 0) {
            sum += n % 10;
            n /= 10;
        }
        n = sum;
    }
    std::cout << n << "\n";
}
