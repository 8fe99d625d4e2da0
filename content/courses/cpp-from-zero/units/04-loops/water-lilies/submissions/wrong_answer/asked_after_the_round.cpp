#include <iostream>

int main() {
    long long pond, leaves = 1;
    std::cin >> pond;
    int days = 0;
    do {
        leaves *= 2;
        days++;
    } while (leaves < pond);
    std::cout << days << "\n";
}
