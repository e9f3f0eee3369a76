#!/bin/sh
# Fails when the JVM's log $1 holds a complaint of -Xcheck:jni, or is missing: then nothing was checked.
if [ ! -s "$1" ]; then
    echo "the JVM's log $1 is missing" >&2
    exit 1
fi
! grep -nE "(WARNING|FATAL ERROR) in native method" "$1" >&2
