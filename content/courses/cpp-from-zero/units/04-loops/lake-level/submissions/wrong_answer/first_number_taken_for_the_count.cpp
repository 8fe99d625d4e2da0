#include <iostream>

int main() {
    int n, level, count = 0;
    double sum = 0;
    std::cin >> n;
    while (count < n && std::cin >> level) {
        sum += level;
        count++;
    }
    std::cout << (count ? sum / count : 0) << "\n";
}
