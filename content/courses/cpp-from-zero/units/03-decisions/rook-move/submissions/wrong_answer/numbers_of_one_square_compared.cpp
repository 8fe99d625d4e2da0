#include <iostream>

int main() {
    int row1, column1, row2, column2;
    std::cin >> row1 >> column1 >> row2 >> column2;
    if (row1 == column1 || row2 == column2) {
        std::cout << "yes\n";
    } else {
        std::cout << "no\n";
    }
}
