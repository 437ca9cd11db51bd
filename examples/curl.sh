#!/bin/sh
# From an account list to an answer: declares the company's WebDAV server, imports its list, shows what is worst and
# what must change by when, limits who may connect, and asks about two addresses.
#
#   URL=http://127.0.0.1:8420 TOKEN=kgm_… sh examples/curl.sh
#
# Needs curl 7.76 or later. May be run again. Stops at the first refusal, shows it, and ends with curl's exit code.
set -eu

: "${URL:?set URL to the service, for example http://127.0.0.1:8420}"
: "${TOKEN:?set TOKEN to an API token}"
api=$URL/api/v1
list=$(dirname "$0")/company/webdav.htpasswd

# call METHOD PATH [curl options …]. The token goes in by standard input: a command line is readable to everybody here.
call() {
  method=$1 path=$2
  shift 2
  printf 'header = "Authorization: Bearer %s"\n' "$TOKEN" |
    curl -sS --fail-with-body -K - -X "$method" "$@" "$api$path"
}

# send METHOD PATH JSON [curl options …]
send() {
  body=$3 method=$1 path=$2
  shift 3
  call "$method" "$path" -H 'Content-Type: application/json' --data "$body" "$@"
}

one_a_line() {
  sed 's/{"id":/\
{"id":/g'
}

echo '— The system'
send PUT /systems/file-exchange '{
  "name": "file exchange", "kind": "webdav", "owner": "sato", "exposure": "internet", "mode": "enforce",
  "endpoints": [{"protocol": "webdav", "host": "files.aoba.example", "port": 80, "tls": "none", "purpose": "login"}]
}'

printf '\n\n— Its account list\n'
imported=$(call POST /systems/file-exchange/account-lists -H 'Content-Type: application/octet-stream' --data-binary "@$list")
echo "$imported"

printf '\n— The worst findings\n'
findings=$(call GET '/findings?system=file-exchange&severity=critical&status=open&limit=5')
echo "$findings" | one_a_line

printf '\n— What must change, and by when\n'
tasks=$(call GET '/rotation-tasks?system=file-exchange&status=open')
echo "$tasks" | one_a_line

printf '\n— Only the office may connect\n'
# We say which version we saw, so that an edit somebody else made meanwhile is never overwritten.
allowlist=$(call GET /systems/file-exchange/allowlist)
version=$(echo "$allowlist" | sed 's/.*"version":\([0-9]*\).*/\1/')
send PUT /systems/file-exchange/allowlist '{
  "entries": [{"network": "192.0.2.0/24", "label": "office", "owner": "sato"}]
}' -H "If-Match: \"v$version\""

printf '\n\n— May they come in?\n'
for address in 192.0.2.17 203.0.113.9; do
  send POST /decisions "{\"system\": \"file-exchange\", \"ip\": \"$address\"}"
  echo
done
