package publish

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"
)

func createS3Bucket(ctx context.Context, t *testing.T, b *blob.Bucket, name string) {
	t.Helper()
	var c *s3.Client
	if !b.As(&c) {
		t.Fatal("not an S3 client")
	}
	if _, err := c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatal(err)
	}
}
