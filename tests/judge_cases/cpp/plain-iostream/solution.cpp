#include <iostream>
#include <vector>
int main() { std::vector<int> v{7}; std::cout << v[0]; }
