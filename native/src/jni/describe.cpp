#include "jni/describe.hpp"

#include <boost/json.hpp>

#include "jni/build_id.hpp"
#include "net/client.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::jni {

std::string describe() {
  flatbuffers::FlatBufferBuilder empty;
  empty.Finish(wire::CreateBatch(empty));
  auto schema_version = flatbuffers::GetRoot<wire::Batch>(empty.GetBufferPointer())->schema_version();
  return boost::json::serialize(boost::json::object{
      {"build_id", build_id()},
      {"version", DVCS_VERSION},
      {"openssl", net::openssl_version()},
      {"simdjson", DVCS_SIMDJSON_VERSION},
      {"compiler", DVCS_COMPILER},
      {"schema_version", schema_version},
  });
}

}  // namespace dvcs::jni
