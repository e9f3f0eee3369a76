main() {
  if wants_help "$@"; then
    echo "usage: ./dev package
Writes the javax jar (Jira 9.12 and 10) and the jakarta jar (Jira 11) with SHA256SUMS to build/package."
    return
  fi
  lock
  ensure_packages
  build_all release
  rm -rf build/package
  mkdir -p build/package
  cp java-shim/target/dvcs-connector-*.jar build/package/
  rm -f build/package/*-{sources,javadoc,tests}.jar
  (cd build/package && sha256sum ./*.jar | tee SHA256SUMS)
  say "in build/package. Before installing into a Jira you own, check them against its jars: ./dev verify-api <Jira>/atlassian-jira/WEB-INF/lib"
  say "a company with access to Atlassian's repository compiles against the real artifacts: mvn -Patlassian -DskipTests package"
}
