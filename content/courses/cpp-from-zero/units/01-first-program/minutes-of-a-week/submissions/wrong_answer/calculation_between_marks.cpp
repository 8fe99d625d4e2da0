#include <iostream>

int main() {
    std::cout << "day: 24 * 60 minutes\n";
    std::cout << "week: 7 * 24 * 60 minutes\n";
    std::cout << "week: 7 * 24 hours\n";
}
