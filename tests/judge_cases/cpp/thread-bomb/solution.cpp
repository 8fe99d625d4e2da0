#include <thread>
#include <vector>
#include <unistd.h>
int main() { std::vector<std::thread> all; for (;;) all.emplace_back([] { pause(); }); }
