#include <future>
#include <iostream>
int main() { std::cout << std::async(std::launch::async, [] { return 7; }).get(); }
