#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::string rest;
    std::getline(std::cin, rest);
    std::vector<std::string> lines(n);
    std::size_t width = 0;
    for (auto& line : lines) {
        std::getline(std::cin, line);
        std::replace(line.begin(), line.end(), ' ', '.');
        width = std::max(width, line.size());
    }
    std::string border = "+" + std::string(width, '-') + "+";
    std::cout << border << "\n";
    for (const auto& line : lines) std::cout << "|" << line << std::string(width - line.size(), '.') << "|\n";
    std::cout << border << "\n";
}
