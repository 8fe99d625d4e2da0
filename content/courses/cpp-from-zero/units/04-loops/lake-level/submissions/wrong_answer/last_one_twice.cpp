#include <iostream>

int main() {
    double sum = 0;
    int count = 0, level;
    while (!std::cin.eof()) {
        std::cin >> level;
        sum += level;
        count++;
    }
    std::cout << sum / count << "\n";
}
