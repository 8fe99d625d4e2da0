#include <iostream>
int y1 = 7, count = 0;
int main() { std::cout << y1; }
