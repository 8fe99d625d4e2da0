#include <algorithm>
#include <iostream>
#include <ranges>
#include <vector>
int main() { std::vector v{3, 1, 2}; std::ranges::sort(v); for (int x : v | std::views::reverse) std::cout << x; }
