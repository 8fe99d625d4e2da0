#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> wagons(n);
    for (int& wagon : wagons) {
        std::cin >> wagon;
    }
    for (int i = n - 1; i >= 0; i--) {
        std::cout << wagons[i];
        if (i > 0) {
            std::cout << " ";
        }
    }
    std::cout << "\n";
}
