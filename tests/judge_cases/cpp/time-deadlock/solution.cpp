#include <mutex>
int main() { std::mutex m; m.lock(); std::timed_mutex t; t.lock(); m.lock(); }
