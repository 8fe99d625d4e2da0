#include <iostream>

int main() {
    int row1, column1, row2, column2;
    std::cin >> row1 >> column1 >> row2 >> column2;
    bool same_row = row1 == row2;
    bool same_column = column1 == column2;
    if (same_row != same_column) {
        std::cout << "yes\n";
    } else {
        std::cout << "no\n";
    }
}
