#include <iostream>

int main() {
    int rows, columns;
    std::cin >> rows >> columns;
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) std::cout << ((r + c) % 2 == 0 ? '#' : '.');
        std::cout << "\n";
    }
}
