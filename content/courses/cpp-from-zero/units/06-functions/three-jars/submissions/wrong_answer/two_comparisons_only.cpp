#include <iostream>
#include <utility>

void order(int& a, int& b) {
    if (a > b) std::swap(a, b);
}

int main() {
    int left, middle, right;
    std::cin >> left >> middle >> right;
    order(left, middle);
    order(middle, right);
    std::cout << left << " " << middle << " " << right << "\n";
}
