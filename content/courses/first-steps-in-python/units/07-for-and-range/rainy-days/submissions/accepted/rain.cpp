#include <iomanip>
#include <iostream>

int main() {
    int n;
    std::cin >> n;
    double total = 0;
    for (int i = 0; i < n; i++) {
        double rain;
        std::cin >> rain;
        total += rain;
    }
    std::cout << std::setprecision(12) << total << "\n" << total / n << "\n";
}
