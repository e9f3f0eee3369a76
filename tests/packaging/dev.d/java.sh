# Maven: on line only until everything that the poms name is in the local repository.

JAVA_INPUTS=(pom.xml java-shim tests/forge tests/devhost native/schema atlassian-plugin.xml)

# maven ARGUMENT…
maven() {
  local poms offline=()
  use_jdk
  poms=$(content_of pom.xml '*/pom.xml')
  stamp_is "maven-$(echo "$*" | sha256sum | cut -c1-12)" "$poms" && offline=(--offline)
  if ! mvn --batch-mode --no-transfer-progress "${offline[@]}" "$@"; then
    return 1
  fi
  set_stamp "maven-$(echo "$*" | sha256sum | cut -c1-12)" "$poms"
}

# npm_install FOLDER: exactly what its lock file names
npm_install() {
  local folder=$1 content
  content=$(sha256sum <"$folder/package-lock.json" | cut -c1-64)
  [ -d "$folder/node_modules" ] && stamp_is "npm-${folder//\//-}" "$content" && return
  (cd "$folder" && retry npm ci --no-audit --no-fund --ignore-scripts)
  set_stamp "npm-${folder//\//-}" "$content"
}

# The jars of plugin, forge and host, without their tests; nothing when no source changed.
java_build() {
  local content library
  for library in build/release/plugin-native/META-INF/native/*/*.so; do
    [ -f "$library" ] || die 1 "no native library in build/release/plugin-native: ./dev build"
  done
  content=$(content_of "${JAVA_INPUTS[@]}")$(sha256sum build/release/plugin-native/META-INF/native/*/*.so | sha256sum)
  npm_install tests/devhost
  java_jars_exist && stamp_is java "$content" && return
  maven -q -DskipTests package
  set_stamp java "$content"
}

java_jars_exist() {
  ls java-shim/target/dvcs-connector-*.jar tests/forge/target/forge.jar tests/devhost/target/host-{javax,jakarta}/devhost.jar >/dev/null 2>&1
}

build_all() {
  case $1 in
    release)
      native_build release
      java_build
      ;;
    dev | tsan | fuzz | bench) native_build "$1" ;;
    *) die 2 "there is no preset '$1': release, dev, tsan, fuzz or bench" ;;
  esac
}
