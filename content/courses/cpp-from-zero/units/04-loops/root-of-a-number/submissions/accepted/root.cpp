#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    while (n > 9) {
        long long sum = 0;
        while (n > 0) {
            sum += n % 10;
            n /= 10;
        }
        n = sum;
    }
    std::cout << n << "\n";
}
