#include <iostream>

int main() {
    int pond;
    std::cin >> pond;
    long long leaves = 1;
    int days = 0;
    while (leaves < pond) {
        leaves *= 2;
        days++;
    }
    std::cout << days << "\n";
}
