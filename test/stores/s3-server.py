"""Starts moto's S3 server on a free port of this machine, with signatures checked; ends when standard input does.

Argument: a folder; each folder in it becomes a bucket. Prints one line of JSON: the address and a pair of keys.
"""
import json
import os
import sys
import urllib.request

import boto3
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
url = f"http://{host}:{port}"


def client(service):
    return boto3.client(
        service, endpoint_url=url, aws_access_key_id="x", aws_secret_access_key="y", region_name="us-east-1"
    )


s3, iam = client("s3"), client("iam")
root = sys.argv[1]
for bucket in sorted(os.listdir(root)):
    s3.create_bucket(Bucket=bucket)
    for folder, _, names in os.walk(f"{root}/{bucket}"):
        for name in sorted(names):
            path = f"{folder}/{name}"
            with open(path, "rb") as file:
                s3.put_object(Bucket=bucket, Key=os.path.relpath(path, f"{root}/{bucket}"), Body=file.read())

everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
iam.create_user(UserName="t")
iam.put_user_policy(UserName="t", PolicyName="p", PolicyDocument=json.dumps(everything))
key = iam.create_access_key(UserName="t")["AccessKey"]
# From here on every request needs a signature. As text: of a form the server sees no body.
reset = urllib.request.Request(
    f"{url}/moto-api/reset-auth", data=b"0", method="POST", headers={"Content-Type": "text/plain"}
)
urllib.request.urlopen(reset)
print(json.dumps({"url": url, "id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
