#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> wagons(n);
    for (int& wagon : wagons) std::cin >> wagon;
    for (std::size_t i = wagons.size() - 1; i >= 0; i--) std::cout << wagons.at(i) << " ";
    std::cout << "\n";
}
