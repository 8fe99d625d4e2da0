#include <cstddef>
#include <iostream>
#include <vector>

int main() {
    int target, stone;
    std::cin >> target;
    std::vector<int> stones;
    while (std::cin >> stone) stones.push_back(stone);
    for (std::size_t i = 0; i < stones.size(); i++)
        for (std::size_t j = i + 1; j < stones.size(); j++)
            if (stones[i] + stones[j] == target) {
                std::cout << stones[i] << " " << stones[j] << "\n";
                return 0;
            }
    std::cout << "none\n";
}
