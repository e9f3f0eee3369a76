#!/bin/sh
# Fails when a JVM's log (jvm-*.log in folder $1: each test process writes one) holds a complaint of -Xcheck:jni, or is
# empty, or when there is none: then nothing was checked.
found=false
for log in "$1"/jvm-*.log; do
    if [ ! -s "$log" ]; then
        echo "the JVM's log $log is missing" >&2
        exit 1
    fi
    found=true
    grep -nE "(WARNING|FATAL ERROR) in native method" "$log" >&2 && exit 1
done
$found
