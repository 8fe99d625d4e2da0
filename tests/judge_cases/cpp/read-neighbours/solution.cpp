#include <filesystem>
#include <iostream>
int main() { for (auto &e : std::filesystem::directory_iterator("/program")) std::cout << e.path().string() << "\n"; }
