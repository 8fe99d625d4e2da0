#include <iostream>

void order(int& a, int& b) {
    if (a > b) {
        a = b;
        b = a;
    }
}

int main() {
    int left, middle, right;
    std::cin >> left >> middle >> right;
    order(left, middle);
    order(middle, right);
    order(left, middle);
    std::cout << left << " " << middle << " " << right << "\n";
}
