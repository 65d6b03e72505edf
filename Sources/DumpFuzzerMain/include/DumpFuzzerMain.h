/// The fuzzer's `main`, under the name that the package manager gives it.
int DumpFuzzer_main(int argc, char **argv);
