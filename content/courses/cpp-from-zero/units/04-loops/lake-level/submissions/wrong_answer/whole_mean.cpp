#include <iostream>

int main() {
    int sum = 0, count = 0, level;
    while (std::cin >> level) {
        sum += level;
        count++;
    }
    std::cout << sum / count << "\n";
}
