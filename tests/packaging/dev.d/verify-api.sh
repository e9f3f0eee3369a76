# Our jars against the jars of a Jira that somebody has. No native code is built for it: Jira's API has none.

main() {
  if wants_help "$@"; then
    echo "usage: ./dev verify-api FOLDER… [--namespace javax|jakarta]
Resolves every reference of our jar to com.atlassian, net.java.ao and com.opensymphony against the jars in FOLDER and
those that they carry in META-INF/lib. FOLDER is <Jira>/atlassian-jira/WEB-INF/lib; atlassian-bundled-plugins beside it is
looked through too. --namespace: javax (the default) for Jira 9.12 and 10, jakarta for Jira 11.
exit: 0 all resolved, 1 problems, 2 usage"
    return
  fi
  local namespace=javax folders=() folder
  while [ $# -gt 0 ]; do
    case $1 in
      --namespace) namespace=${2:-}; shift ;;
      --namespace=*) namespace=${1#*=} ;;
      -*) die 2 "verify-api knows no option '$1': ./dev verify-api --help" ;;
      # ./dev works in its own folder; a path is meant from where it was called.
      *) folders+=("$(cd "${OLDPWD:-.}" && realpath -m -- "$1")") ;;
    esac
    shift || break
  done
  [[ $namespace =~ ^(javax|jakarta)$ ]] || die 2 "there is no namespace '$namespace': javax or jakarta"
  [ ${#folders[@]} -gt 0 ] || die 2 "name the folder with Jira's jars: ./dev verify-api <Jira>/atlassian-jira/WEB-INF/lib"
  for folder in "${folders[@]}"; do
    [ -d "$folder" ] || die 2 "there is no folder $folder"
  done
  lock
  ensure_packages
  maven -q -DskipTests -pl tests/packaging/verify-api -am package >&2
  unlock
  java -jar tests/packaging/verify-api/target/verify-api.jar "$(plugin_jar "$namespace")" "${folders[@]}"
}

# plugin_jar NAMESPACE: the newest, since a changed version leaves older ones behind
plugin_jar() {
  local jar
  for jar in $(ls -t java-shim/target/dvcs-connector-*.jar); do
    case $1:$jar in
      jakarta:*-jakarta.jar) echo "$jar"; return ;;
      jakarta:* | *-jakarta.jar | *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
      *) echo "$jar"; return ;;
    esac
  done
  die 1 "there is no $1 jar in java-shim/target"
}
