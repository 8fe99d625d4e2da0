#include <algorithm>
#include <functional>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> wagons(n);
    for (int& wagon : wagons) std::cin >> wagon;
    std::sort(wagons.begin(), wagons.end(), std::greater<int>());
    for (int wagon : wagons) std::cout << wagon << " ";
    std::cout << "\n";
}
