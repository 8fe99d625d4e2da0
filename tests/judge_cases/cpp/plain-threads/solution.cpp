#include <iostream>
#include <thread>
#include <vector>
int main() {
    std::vector<int> found(8);
    std::vector<std::thread> all;
    for (int i = 0; i < 8; i++) all.emplace_back([&found, i] { found[i] = std::vector<int>(1000, i)[7]; });
    for (auto &one : all) one.join();
    for (int one : found) std::cout << one;
}
