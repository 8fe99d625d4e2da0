#include <iostream>

int main() {
    long long pond, leaves = 1;
    std::cin >> pond;
    int days = 0;
    while (leaves < pond) {
        leaves *= 2;
        days++;
    }
    std::cout << days << "\n";
}
