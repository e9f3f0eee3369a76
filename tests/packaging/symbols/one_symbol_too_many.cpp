// A library as a forgotten version script would leave it.
extern "C" __attribute__((visibility("default"))) int JNI_OnLoad() {
  return 0;
}
extern "C" __attribute__((visibility("default"))) int JNI_OnUnload() {
  return 0;
}
extern "C" __attribute__((visibility("default"))) int leaked() {
  return 0;
}
