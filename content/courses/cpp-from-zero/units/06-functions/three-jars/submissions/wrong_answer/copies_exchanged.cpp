#include <iostream>

void order(int a, int b) {
    if (a > b) {
        int old = a;
        a = b;
        b = old;
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
