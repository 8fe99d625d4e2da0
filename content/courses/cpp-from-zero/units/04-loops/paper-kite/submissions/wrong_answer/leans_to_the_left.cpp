#include <iostream>

int main() {
    int n;
    std::cin >> n;
    for (int row = 1; row <= 2 * n - 1; row++) {
        int width = row <= n ? row : 2 * n - row;
        for (int i = 0; i < 2 * width - 1; i++) std::cout << '*';
        std::cout << "\n";
    }
}
