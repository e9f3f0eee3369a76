// The doctor on its way to the server: every failure of the network, and what a good way looks like.
#include "sync/doctor_fixture.hpp"

namespace dvcs::test {
namespace {

using base::CertificateFault;
using base::Code;
using base::Error;
using base::Stage;

class DiagnosisWay : public DoctorFixture {
 protected:
  void fail_first(Code code, Stage stage, std::string message,
                  CertificateFault fault = CertificateFault::kNone) {
    answers_["/api/v4/metadata"] = Error{code, std::move(message), stage, fault};
  }
};

TEST_F(DiagnosisWay, AGoodWayNamesWhatItSaw) {
  examine();
  for (const Finding& each : findings_)
    EXPECT_EQ(each.outcome, Outcome::kOk) << each.step << ": " << each.found;
  expect("name resolution", Outcome::kOk, "git.example.com is 192.0.2.7.");
  expect("TCP", Outcome::kOk, "192.0.2.7:443");
  expect("proxy", Outcome::kOk, "No proxy is used.");
  expect("TLS chain", Outcome::kOk, "TLSv1.3 with TLS_AES_256_GCM_SHA384");
  expect("TLS chain", Outcome::kOk, "issued by CN=Example CA, is valid until 2027-06-09.");
  expect("HTTP", Outcome::kOk, "answers like GitLab");
  EXPECT_EQ(end_->error_code, 0);
}

TEST_F(DiagnosisWay, ACertificateIsToBeRenewedFrom30DaysBeforeItsEnd) {
  way_.certificate->not_after = in_days(30);
  examine();
  expect("TLS chain", Outcome::kOk, "2026-12-21");
  findings_.clear();
  way_.certificate->not_after = in_days(30) - std::chrono::seconds(1);
  examine();
  expect("TLS chain", Outcome::kWarning, "2026-12-20", "it ends in 29 days.");
  expect("git fast path", Outcome::kOk, "");
  findings_.clear();
  way_.certificate->not_after = in_days(1);
  examine();
  expect("TLS chain", Outcome::kWarning, "", "it ends in 1 day.");
}

TEST_F(DiagnosisWay, AProxyIsNamedAndItsAddressIsNotTheServers) {
  way_.proxy = "http://proxy.example.com:3128";
  way_.peer = "192.0.2.99:3128";
  examine();
  expect("name resolution", Outcome::kOk, "The proxy resolves");
  expect("TCP", Outcome::kOk, "the proxy at 192.0.2.99:3128");
  expect("proxy", Outcome::kOk, "http://proxy.example.com:3128 lets");
}

TEST_F(DiagnosisWay, PlainHttpIsAWarning) {
  way_ = {};
  way_.peer = "[2001:db8::7]:80";
  examine("acme", "http://git.example.com");
  expect("name resolution", Outcome::kOk, "git.example.com is [2001:db8::7].");
  expect("TLS chain", Outcome::kWarning, "not encrypted", "https");
  expect("git fast path", Outcome::kOk, "");
}

TEST_F(DiagnosisWay, AnAddressHasNoName) {
  examine("acme", "https://192.0.2.7");
  expect("name resolution", Outcome::kOk, "there is no name to resolve");
}

TEST_F(DiagnosisWay, NameResolution) {
  fail_first(Code::kUnreachable, Stage::kResolve,
             "The name git.example.com cannot be resolved (Host not found). Check the host URL.");
  examine();
  expect("name resolution", Outcome::kFailed, "cannot be resolved (Host not found).", "Check the host URL.");
  expect("TCP", Outcome::kSkipped, "because the step \"name resolution\" failed");
  EXPECT_EQ(asked(), 1U);
  EXPECT_EQ(end_->error_code, 0) << "the diagnosis itself came to its end";
}

TEST_F(DiagnosisWay, Connecting) {
  fail_first(Code::kUnreachable, Stage::kConnect,
             "git.example.com refuses connections on port 443. Check it.");
  examine();
  expect("name resolution", Outcome::kOk, "git.example.com");
  expect("TCP", Outcome::kFailed, "refuses connections on port 443.", "Check it.");
}

TEST_F(DiagnosisWay, TheProxy) {
  fail_first(Code::kUnreachable, Stage::kProxy, "The proxy p refuses the credential (407). Check it.");
  examine();
  expect("TCP", Outcome::kOk, "");
  expect("proxy", Outcome::kFailed, "407", "http.nonProxyHosts");
}

TEST_F(DiagnosisWay, EveryFaultOfACertificateHasItsOwnAdvice) {
  const std::pair<CertificateFault, const char*> cases[] = {
      {CertificateFault::kUntrusted, "keytool -importcert -alias git.example.com-ca"},
      {CertificateFault::kExpired, "Renew the certificate"},
      {CertificateFault::kNotYetValid, "clock"},
      {CertificateFault::kWrongName, "name that the certificate was issued for"},
      {CertificateFault::kNone, "TLS 1.2"},
  };
  for (const auto& [fault, remedy] : cases) {
    findings_.clear();
    fail_first(Code::kTls, Stage::kTls, "No (it is of CN=A. B, issued by C. D). Speak TLS 1.2.", fault);
    examine();
    expect("proxy", Outcome::kOk, "");
    expect("TLS chain", Outcome::kFailed, "issued by C. D).", remedy);
    expect("HTTP", Outcome::kSkipped, "TLS chain");
  }
}

TEST_F(DiagnosisWay, AnythingElseThanHttp) {
  fail_first(Code::kProtocol, Stage::kHttp, "git.example.com did not answer in HTTP (bad version).");
  examine();
  expect("TLS chain", Outcome::kOk, "");
  expect("HTTP", Outcome::kFailed, "did not answer in HTTP", "log of the server");
}

TEST_F(DiagnosisWay, ARedirectToAnotherServerHadAnAnswer) {
  answers_["/api/v4/metadata"] = reply(302, "", {{"Location", "https://sso.example.com/login"}});
  examine();
  expect("TLS chain", Outcome::kOk, "");
  expect("HTTP", Outcome::kFailed, "redirects to another server, https://sso.example.com",
         "Check the host URL.");
}

TEST_F(DiagnosisWay, AWebPageInsteadOfTheApi) {
  for (const int status : {200, 403, 404, 502}) {
    findings_.clear();
    answers_["/api/v4/metadata"] = answers_["/api/v4/version"] = page(status);
    examine();
    expect("HTTP", Outcome::kFailed, "git.example.com", "log-in page");
    expect("token", Outcome::kSkipped, "HTTP");
  }
}

TEST_F(DiagnosisWay, AWrongBasePath) {
  examine("acme", "https://git.example.com/gitlab");
  expect("HTTP", Outcome::kFailed, "There is no GitLab API at https://git.example.com/gitlab/api/v4",
         "installed below a path");
}

TEST_F(DiagnosisWay, ALogInPageWith401EndsTheUseOfTheToken) {
  answers_["/api/v4/metadata"] = page(401);
  examine();
  expect("HTTP", Outcome::kFailed, "401", "proxy or log-in page");
  EXPECT_EQ(asked(), 1U);
  EXPECT_EQ(end_->error_code, static_cast<int>(Code::kUnauthorized));
}

TEST_F(DiagnosisWay, AServerThatFailsOrLimits) {
  answers_["/api/v4/metadata"] = json("{}", 500);
  examine();
  expect("HTTP", Outcome::kFailed, "500");
  findings_.clear();
  answers_["/api/v4/metadata"] = json("{}", 429);
  examine();
  expect("HTTP", Outcome::kFailed, "429", "longer interval");
}

}  // namespace
}  // namespace dvcs::test
