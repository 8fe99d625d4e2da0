#include <iostream>

int main() {
    int price, weekly, saved = 0, weeks = 0;
    std::cin >> price >> weekly;
    while (saved < price) {
        saved += weekly;
        weeks += 1;
    }
    std::cout << weeks << "\n";
}
